with counted as (
    select
        schooljaar,
        'instellingen met zending' as categorie,
        sum(case when has_zending then 1 else 0 end) as aantal,
        count(*) as noemer
    from {{ ref('internship_institutions') }}
    where has_zending is not null
    group by schooljaar
)

{{ cells_of('txt_006', ['schooljaar']) }}
