with counted as (
    select
        schooljaar,
        onderwijsvorm,
        studiegebied,
        kwartaal,
        'werkend' as categorie,
        sum(case when arbeidsmarktstatus = 'werkend' then n_leavers else 0 end) as aantal,
        sum(n_leavers) as noemer
    from {{ ref('labour_market_status') }}
    where
        arbeidsmarktstatus <> 'niet beschikbaar'
        and onderwijsvorm = 'BSO'
        and studiegebied in {{ three_study_areas() }}
    group by schooljaar, onderwijsvorm, studiegebied, kwartaal
)

{{ cells_of('fig_23', ['schooljaar', 'onderwijsvorm', 'studiegebied', 'kwartaal']) }}
