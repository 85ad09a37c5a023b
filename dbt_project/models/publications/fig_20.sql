with counted as (
    select
        status.schooljaar,
        status.kwartaal,
        listed.categorie,
        sum(case when status.arbeidsmarktstatus = listed.categorie then status.n_leavers else 0 end) as aantal,
        sum(status.n_leavers) as noemer
    from {{ ref('labour_market_status') }} as status
    cross join (values ('werkend'), ('werkzoekend'), ('niet beschikbaar')) as listed (categorie)
    group by status.schooljaar, status.kwartaal, listed.categorie
)

{{ cells_of('fig_20', ['schooljaar', 'kwartaal']) }}
