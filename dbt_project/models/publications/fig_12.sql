with counted as (
    select
        mart.schooljaar,
        mart.onderwijsvorm,
        mart.leerjaar,
        listed.studiegebied,
        'doorgestroomd naar 7' as categorie,
        sum(case when mart.zevende_jaar <> 'geen' then mart.n_leerlingen else 0 end) as aantal,
        sum(mart.n_leerlingen) as noemer
    from {{ ref('qualification') }} as mart
    inner join {{ alle_and_three_study_areas() }} as listed (studiegebied)
        on listed.studiegebied in ('alle', mart.studiegebied)
    -- R32
    where mart.duaal = 'nee' and mart.zevende_jaar is not null
    group by mart.schooljaar, mart.onderwijsvorm, mart.leerjaar, listed.studiegebied
)

{{ cells_of('fig_12', ['schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied']) }}
